/// What S3 answers browsers besides its API: preflights and the fields of CORS ([CrossOrigin]), and websites
/// ([Websites]).
@NullMarked
package io.windtunnel.cloud.storage.s3.web;

import org.jspecify.annotations.NullMarked;
