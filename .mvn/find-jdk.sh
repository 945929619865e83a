# find_jdk: prints the home of a JDK 25 or newer, or says what is missing. Sourced by ./build and ./windtunnel.
jdk_version() { # the feature version of the JDK at $1, or 0
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || { echo 0; return; }
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

find_jdk() {
  on_path=$(command -v javac 2>/dev/null || true)
  if [ -n "$on_path" ]; then
    on_path=$(readlink -f "$on_path" 2>/dev/null || echo "$on_path")
    on_path=${on_path%/bin/javac}
  fi
  for home in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* "${HOME:-}"/.sdkman/candidates/java/* "${HOME:-}"/.jdks/* \
    /opt/java/* /opt/jdk* /usr/local/openjdk* /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    [ -n "$home" ] && [ -d "$home" ] || continue
    if [ "$(jdk_version "$home")" -ge 25 ] 2>/dev/null; then
      echo "$home"
      return 0
    fi
  done
  echo "Windtunnel needs a JDK 25 (or newer): none in JAVA_HOME, on PATH or in the usual folders." >&2
  echo "Install one (for example Eclipse Temurin 25) or set JAVA_HOME to it." >&2
  return 1
}
