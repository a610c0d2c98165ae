package app.diptych.clone.job;

import app.diptych.clone.ExportPlan;
import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.NbdUri;
import app.diptych.state.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where a device is offered: the address that was wished, or a socket in a folder that nobody else
/// may enter, with a name that nobody can guess.
///
/// @param uri the address
/// @param folder a folder that was made for the socket alone, which closing removes
record Berth(NbdUri uri, Optional<Path> folder) implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Berth.class);

  /// The address of a plan.
  static Berth of(ExportPlan plan) throws IOException {
    return plan.uri().isPresent()
        ? new Berth(plan.uri().get(), Optional.empty())
        : socket(Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR")));
  }

  /// A socket in the user's folder for such things (XDG Base Directory Specification), or where
  /// there is none, or one with too long a path, or another's, as after `su`, in a folder of its
  /// own.
  static Berth socket(Optional<String> runtimeFolder) throws IOException {
    Optional<Path> users = runtimeFolder.filter(text -> !text.isBlank()).map(Path::of);
    if (users.filter(Files::isDirectory).isPresent()) {
      Path ours = users.get().resolve("diptych").toAbsolutePath();
      String name = UUID.randomUUID().toString().substring(0, 13) + ".sock";
      var address = new NbdAddress.Unix(ours.resolve(name));
      if (address.fits() && isPrivate(ours)) {
        return new Berth(uri(address), Optional.empty());
      }
    }
    Path folder = PrivateFolder.at(Files.createTempDirectory("diptych")).path();
    return new Berth(uri(new NbdAddress.Unix(folder.resolve("nbd.sock"))), Optional.of(folder));
  }

  private static boolean isPrivate(Path folder) {
    try {
      PrivateFolder.at(folder);
      return true;
    } catch (IOException e) {
      LOG.info("no socket is made in {}", folder, e);
      return false;
    }
  }

  private static NbdUri uri(NbdAddress address) {
    return new NbdUri(false, address, "", Optional.empty());
  }

  /// Removes the folder, from which the server has taken its socket.
  @Override
  public void close() {
    try {
      if (folder.isPresent()) {
        Files.deleteIfExists(folder.get());
      }
    } catch (IOException e) {
      LOG.warn("a folder could not be removed: {}", folder.get(), e);
    }
  }
}
