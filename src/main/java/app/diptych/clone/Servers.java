package app.diptych.clone;

import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.NbdUri;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// Tells NBD servers from each other.
public final class Servers {
  private Servers() {}

  /// Whether two URIs name one export of one server. The empty name is the default export, which is
  /// one of the others: any doubt counts as yes.
  public static boolean isSameExport(NbdUri one, NbdUri other) {
    boolean isSameName =
        one.export().equals(other.export()) || one.export().isEmpty() || other.export().isEmpty();
    return isSameName && isSame(one.address(), other.address());
  }

  private static boolean isSame(NbdAddress one, NbdAddress other) {
    return !Collections.disjoint(names(one), names(other));
  }

  /// What a server is known by; two that share one of these are the same. May have to ask for the
  /// addresses of a host.
  public static Set<String> names(NbdAddress server) {
    return switch (server) {
      case NbdAddress.Tcp(var host, var port) ->
          hosts(host).stream().map(name -> port + " " + name).collect(Collectors.toSet());
      case NbdAddress.Unix(var path) -> Set.of("socket " + socket(path));
    };
  }

  // By its number where the system has one, however its path is written.
  private static Object socket(Path path) {
    Path plain = path.toAbsolutePath().normalize();
    try {
      Object number = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
      return number == null ? plain : number;
    } catch (IOException _) {
      // Nothing is there, which is told elsewhere.
      return plain;
    }
  }

  private static List<String> hosts(String host) {
    try {
      return addresses(host).stream()
          .map(each -> isOfThisMachine(each) ? "localhost" : each.getHostAddress())
          .toList();
    } catch (UnknownHostException _) {
      // Nobody answers there, which is told elsewhere.
      return List.of(host.toLowerCase(Locale.ROOT));
    }
  }

  // A server listens at all of a machine's addresses, as a rule: then each leads to the same one.
  private static boolean isOfThisMachine(InetAddress address) {
    try {
      return address.isLoopbackAddress()
          || address.isAnyLocalAddress()
          || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException _) {
      // The system does not tell its addresses.
      return false;
    }
  }

  /// Whether a host's every address is the loopback; not where nobody knows it.
  static boolean isOfThisMachineAlone(String host) {
    try {
      return isLoopback(host);
    } catch (UnknownHostException _) {
      return false;
    }
  }

  private static boolean isLoopback(String host) throws UnknownHostException {
    return addresses(host).stream().allMatch(InetAddress::isLoopbackAddress);
  }

  private static List<InetAddress> addresses(String host) throws UnknownHostException {
    return List.of(InetAddress.getAllByName(host));
  }
}
