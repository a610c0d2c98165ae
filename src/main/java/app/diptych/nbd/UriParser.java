package app.diptych.nbd;

import app.diptych.text.Harmless;
import java.net.Inet6Address;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads an NBD URI: RFC 3986 for its form, NBD `doc/uri.md` for its meaning.
final class UriParser {
  // RFC 3986, appendix B, with the authority required.
  private static final Pattern FORM =
      Pattern.compile("(?s)([^:/?#]+)://([^/?#]*)(/[^?#]*)?(?:\\?([^#]*))?(#.*)?");
  private static final Pattern AUTHORITY =
      Pattern.compile("(?s)(?:(.*)@)?(?:\\[(.*)]|([^:\\[\\]]*))(?::([^:]*))?");
  // NBD doc/proto.md, "Values": strings are no longer.
  private static final int LONGEST_NAME = 4096;

  private final String text;

  UriParser(String text) {
    this.text = text;
  }

  NbdUri parse() {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw wrong("it must begin with nbd://, nbds://, nbd+unix:// or nbds+unix://");
    }
    if (form.group(5) != null) {
      throw wrong("a # must be written as %23");
    }
    String scheme = form.group(1).toLowerCase(Locale.ROOT);
    Map<String, String> parameters = parameters(Optional.ofNullable(form.group(4)).orElse(""));
    String path = Optional.ofNullable(form.group(3)).orElse("/");
    NbdAddress address = address(scheme, form.group(2), parameters);
    boolean isEncrypted = scheme.startsWith("nbds");
    if (!isEncrypted) {
      checkNoTls(parameters);
    }
    checkTls(parameters);
    NbdUri uri =
        new NbdUri(
            isEncrypted,
            address,
            export(decode(path.substring(1))),
            Optional.ofNullable(parameters.remove("tls-certificates")).map(this::path),
            Optional.ofNullable(parameters.remove("tls-hostname")));
    if (!parameters.isEmpty()) {
      throw wrong("the parameter " + parameters.keySet().iterator().next() + " is not known");
    }
    return uri;
  }

  private NbdAddress address(String scheme, String authority, Map<String, String> parameters) {
    return switch (scheme) {
      case "nbd", "nbds" -> tcp(authority, parameters);
      case "nbd+unix", "nbds+unix" -> unix(authority, parameters);
      case "nbd+vsock", "nbds+vsock" -> throw wrong("vsock is not supported");
      default -> throw wrong(scheme + " is no scheme of NBD");
    };
  }

  private NbdAddress tcp(String authority, Map<String, String> parameters) {
    if (parameters.containsKey("socket")) {
      throw wrong("a socket goes with nbd+unix or nbds+unix");
    }
    Matcher parts = AUTHORITY.matcher(authority);
    if (!parts.matches()) {
      throw wrong("\"" + authority + "\" is no host and port");
    }
    if (parts.group(1) != null) {
      throw wrong("a user name is not supported");
    }
    String host = parts.group(2) != null ? ip6(parts.group(2)) : decode(parts.group(3));
    if (host.chars().anyMatch(c -> c <= ' ' || (parts.group(2) == null && c == ':'))) {
      throw wrong("\"" + host + "\" is no host");
    }
    int port = port(Optional.ofNullable(parts.group(4)).orElse(""));
    return new NbdAddress.Tcp(host.isEmpty() ? "localhost" : host, port);
  }

  private String ip6(String text) {
    // RFC 6874: a zone follows a percent sign, which is itself encoded.
    String address = decode(text);
    int zone = address.indexOf('%');
    try {
      Inet6Address.ofLiteral(zone < 0 ? address : address.substring(0, zone));
      return address;
    } catch (IllegalArgumentException e) {
      throw wrong("[" + text + "] is no IPv6 address");
    }
  }

  private int port(String digits) {
    if (digits.isEmpty()) {
      return NbdAddress.DEFAULT_PORT;
    }
    if (!digits.matches("[0-9]{1,5}") || Integer.parseInt(digits) > 65_535) {
      throw wrong("\"" + digits + "\" is no port, 0 to 65535");
    }
    return Integer.parseInt(digits);
  }

  private NbdAddress unix(String authority, Map<String, String> parameters) {
    if (!authority.isEmpty()) {
      throw wrong("a unix socket has no host: write nbd+unix:///EXPORT?socket=PATH");
    }
    String socket = parameters.remove("socket");
    if (socket == null || socket.isEmpty()) {
      throw wrong("it names no socket: write nbd+unix:///EXPORT?socket=PATH");
    }
    return new NbdAddress.Unix(path(socket));
  }

  private Path path(String path) {
    if (path.isEmpty()) {
      throw wrong("a path is empty");
    }
    try {
      return Path.of(path);
    } catch (InvalidPathException e) {
      throw wrong("a path that does not work here: " + e.getReason());
    }
  }

  private String export(String name) {
    if (name.indexOf('\0') >= 0) {
      throw wrong("an export's name holds no NUL");
    }
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (length > LONGEST_NAME) {
      throw wrong("the export's name has " + length + " bytes, more than " + LONGEST_NAME);
    }
    return name;
  }

  // Whoever names certificates does not mean to speak in clear.
  private void checkNoTls(Map<String, String> parameters) {
    for (String key : parameters.keySet()) {
      if (key.startsWith("tls-")) {
        throw wrong(key + " goes with nbds or nbds+unix");
      }
    }
  }

  private void checkTls(Map<String, String> parameters) {
    String type = parameters.remove("tls-type");
    if (type != null && !type.equals("x509")) {
      throw wrong("tls-type=" + type + " is not supported, x509 is");
    }
    String verify = parameters.remove("tls-verify-peer");
    if (verify != null && !verify.equals("1")) {
      throw wrong("tls-verify-peer=" + verify + " is not supported: a server is always verified");
    }
  }

  private Map<String, String> parameters(String query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    for (String pair : query.split("[&;]", -1)) {
      int equals = pair.indexOf('=');
      String key = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      if (!pair.isEmpty() && parameters.put(key, value) != null) {
        throw wrong("the parameter " + key + " is given twice");
      }
    }
    return parameters;
  }

  private String decode(String part) {
    try {
      return Percent.decode(part);
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
  }

  private IllegalArgumentException wrong(String what) {
    String typed = text.isBlank() ? "'" + text + "'" : text;
    return new IllegalArgumentException(Harmless.of(typed + " is no NBD URI: " + what));
  }
}
