package app.diptych;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// A real udisks2 and polkit on a system bus of their own, and users to run programs beside them:
/// `nobody`, who may do everything, `daemon`, who may do nothing, and others, for whom somebody
/// would have to be asked. Closing ends them.
public final class UdisksLab implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;

  private final Path folder;
  private final Process process;

  private UdisksLab(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /// Skips the test where something of it is missing.
  public static void require() {
    Peers.requireRoot();
    Stream.of("unshare", "nsenter", "setpriv", "gdbus", "dbus-daemon").forEach(Peers::require);
    Peers.require(Path.of("/usr/libexec/udisks2/udisksd"));
    Peers.require(Path.of("/usr/lib/polkit-1/polkitd"));
  }

  /// Begins in a folder that everybody can enter; without disks there is a bus and no udisks2.
  public static UdisksLab start(Path parent, LoopDevice... disks) throws Exception {
    Path folder = enterable(Files.createTempDirectory(parent, "lab"));
    List<String> command =
        new ArrayList<>(List.of("unshare", "--mount", "src/test/sh/udisks-lab", folder.toString()));
    Stream.of(disks).map(LoopDevice::toString).forEach(command::add);
    Process process =
        new ProcessBuilder(command).redirectError(folder.resolve("errors").toFile()).start();
    var lab = new UdisksLab(folder, process);
    try {
      BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
      if (!"ready".equals(lines.readLine())) {
        throw new IllegalStateException(Files.readString(folder.resolve("errors")));
      }
      return lab;
    } catch (IOException | RuntimeException e) {
      lab.close();
      throw e;
    }
  }

  /// The folder, so that every user can enter it.
  public static Path enterable(Path folder) throws IOException {
    return Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /// Runs a program as root, with the mounts that udisks2 sees.
  public void inside(String... command) {
    Peers.run(
        Stream.concat(Stream.of("nsenter", namespace()), Stream.of(command))
            .toArray(String[]::new));
  }

  /// The address of the bus, as D-Bus writes it.
  public String address() {
    return "unix:path=" + folder.resolve("bus");
  }

  /// Lets polkit stand still, as it does while somebody looks for a password.
  public void hold() throws IOException {
    signal("STOP");
  }

  /// Lets polkit go on.
  public void release() throws IOException {
    signal("CONT");
  }

  private void signal(String name) throws IOException {
    String pid = Files.readString(folder.resolve("polkitd.pid")).strip();
    Peers.run("kill", "-" + name, pid);
  }

  private String namespace() {
    return "--mount=/proc/" + process.pid() + "/ns/mnt";
  }

  /// The same command, as this user.
  public ProcessBuilder as(String user, ProcessBuilder command) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                "nsenter",
                namespace(),
                "setpriv",
                "--reuid=" + user,
                "--regid=nogroup",
                "--clear-groups"));
    words.addAll(command.command());
    Path home = Files.createTempDirectory(folder, "home");
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
    command.environment().put("HOME", home.toString());
    command.environment().put("XDG_STATE_HOME", home.toString());
    command.environment().put("DBUS_SYSTEM_BUS_ADDRESS", address());
    return command.command(words);
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      process.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      throw new IllegalStateException("udisks2 did not end", e);
    }
  }
}
