package app.diptych.clone;

import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.NbdUri;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

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
    if (one instanceof NbdAddress.Tcp ours && other instanceof NbdAddress.Tcp theirs) {
      return ours.port() == theirs.port() && isSameHost(ours.host(), theirs.host());
    }
    return one instanceof NbdAddress.Unix ours
        && other instanceof NbdAddress.Unix theirs
        && isSameSocket(ours, theirs);
  }

  private static boolean isSameSocket(NbdAddress.Unix one, NbdAddress.Unix other) {
    try {
      return Files.isSameFile(one.path(), other.path());
    } catch (IOException _) {
      // Nothing is there, which is told elsewhere.
      return one.path().equals(other.path());
    }
  }

  private static boolean isSameHost(String one, String other) {
    if (one.equalsIgnoreCase(other)) {
      return true;
    }
    try {
      Set<InetAddress> shared = new HashSet<>(addresses(one));
      shared.retainAll(addresses(other));
      return !shared.isEmpty() || (isLoopback(one) && isLoopback(other));
    } catch (UnknownHostException _) {
      // Nobody answers there, which is told elsewhere.
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
