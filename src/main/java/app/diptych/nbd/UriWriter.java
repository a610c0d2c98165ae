package app.diptych.nbd;

import java.util.ArrayList;
import java.util.List;

/// Writes what an [NbdUri] names as text.
final class UriWriter {
  private UriWriter() {}

  static String write(NbdUri uri) {
    List<String> parameters = new ArrayList<>();
    String start = (uri.isEncrypted() ? "nbds" : "nbd") + start(uri.address(), parameters);
    uri.certificates().ifPresent(p -> parameters.add(parameter("tls-certificates", p.toString())));
    uri.tlsHostname().ifPresent(name -> parameters.add(parameter("tls-hostname", name)));
    boolean isBare = uri.export().isEmpty() && parameters.isEmpty();
    return start
        + (isBare ? "" : "/" + Percent.encode(uri.export()))
        + (parameters.isEmpty() ? "" : "?" + String.join("&", parameters));
  }

  private static String start(NbdAddress address, List<String> parameters) {
    return switch (address) {
      case NbdAddress.Unix(var path) -> {
        parameters.add(parameter("socket", path.toString()));
        yield "+unix://";
      }
      case NbdAddress.Tcp(String host, int port) ->
          "://" + host(host) + (port == NbdAddress.DEFAULT_PORT ? "" : ":" + port);
    };
  }

  private static String host(String host) {
    return host.contains(":") ? "[" + host.replace("%", "%25") + "]" : Percent.encode(host);
  }

  private static String parameter(String key, String value) {
    return key + "=" + Percent.encode(value);
  }
}
