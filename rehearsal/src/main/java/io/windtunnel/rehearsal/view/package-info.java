/// What a person sees in the terminal: a line per design while the wind blows, then the table of promises.
@NullMarked
package io.windtunnel.rehearsal.view;

import org.jspecify.annotations.NullMarked;
