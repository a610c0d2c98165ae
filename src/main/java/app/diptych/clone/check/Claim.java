package app.diptych.clone.check;

import app.diptych.block.DeviceException;
import app.diptych.block.Region;
import app.diptych.block.os.Hold;
import app.diptych.block.os.Sharing;
import app.diptych.clone.Endpoint;
import app.diptych.clone.Refusal;
import app.diptych.clone.RefusedException;
import app.diptych.clone.Servers;
import app.diptych.nbd.NbdUri;
import app.diptych.state.Folders;
import app.diptych.state.PrivateFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a job of this user does with an export, told to his others until it is closed or the
/// process ends: servers have no locks as disks and images have. Of a disk or an image there is
/// nothing to tell, nor of an export that others may use in any way.
///
/// Each export is a byte of one empty file, those of a server lie side by side, and a server of
/// many addresses has as many places. The default export is one of the others: nobody knows which.
public final class Claim implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Claim.class);
  private static final String FILE = "exports";

  // An offset has 63 bits: these for the export, and 30 for the server.
  private static final int EXPORT_BITS = 32;

  private final Optional<Hold> hold;

  private Claim(Optional<Hold> hold) {
    this.hold = hold;
  }

  /// Tells it. Where the system has no way to, or the user no folder, the job goes on without.
  ///
  /// @throws RefusedException if another job stands against it
  public static Claim on(Subject subject, Sharing sharing) throws RefusedException {
    if (subject.endpoint() instanceof Endpoint.Export(var uri) && isTold(sharing)) {
      try {
        PrivateFolder folder = Folders.ofThisUser().state();
        folder.openOrCreate(FILE).close();
        Optional<Hold> held =
            Hold.of(folder.path().resolve(FILE), places(uri), sharing == Sharing.READERS);
        if (held.isEmpty()) {
          throw new RefusedException(new Refusal.UnderWay(subject.name()));
        }
        return new Claim(held);
      } catch (IOException | DeviceException e) {
        LOG.warn("other jobs are not told of {}", subject.name(), e);
      }
    }
    return new Claim(Optional.empty());
  }

  /// Whether another job would stand against it. Changes nothing.
  static boolean isTaken(NbdUri uri, Sharing sharing) {
    try {
      PrivateFolder folder = Folders.ofThisUser().state();
      return isTold(sharing)
          && folder.holds(FILE)
          && Hold.isTaken(folder.path().resolve(FILE), places(uri), sharing == Sharing.READERS);
    } catch (IOException | DeviceException e) {
      LOG.warn("whether another job uses {} is not known", uri, e);
      return false;
    }
  }

  private static boolean isTold(Sharing sharing) {
    return sharing != Sharing.EVERYBODY && Hold.isOffered();
  }

  private static List<Region> places(NbdUri uri) {
    return Servers.names(uri.address()).stream()
        .map(server -> place(server, uri.export()))
        .toList();
  }

  private static Region place(String server, String export) {
    long first = sum(server) >>> 2 << EXPORT_BITS;
    return export.isEmpty()
        ? new Region(first, 1L << EXPORT_BITS)
        : new Region(first + sum(export), 1);
  }

  private static long sum(String name) {
    var sum = new CRC32();
    sum.update(name.getBytes(StandardCharsets.UTF_8));
    return sum.getValue();
  }

  @Override
  public void close() {
    hold.ifPresent(Hold::close);
  }
}
