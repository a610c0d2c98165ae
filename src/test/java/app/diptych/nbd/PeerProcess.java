package app.diptych.nbd;

import app.diptych.Await;
import app.diptych.Peers;
import app.diptych.block.os.ImageUser;
import app.diptych.block.os.Sharing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/// A server of others, that runs until it is closed and listens on a unix socket of its own. The
/// test is skipped, or fails, where its program is missing ([Peers]).
public final class PeerProcess implements AutoCloseable {
  private static final String PID = "pid";
  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(60);

  private final Process process;
  private final List<String> command;
  private final Path folder;
  private final Path socket;
  private final Path output;

  private PeerProcess(Process process, List<String> command, Path folder) {
    this.process = process;
    this.command = command;
    this.folder = folder;
    this.socket = socket(folder);
    this.output = output(folder);
  }

  /// nbdkit with these arguments: options, filters and the plugin.
  public static PeerProcess nbdkit(String... arguments) throws IOException {
    Path folder = Files.createTempDirectory("diptych-nbdkit");
    List<String> command = new ArrayList<>(List.of("nbdkit", "-f", "-U"));
    command.add(socket(folder).toString());
    command.addAll(List.of(arguments));
    return start(folder, command);
  }

  /// qemu-nbd with these arguments, for any number of clients.
  public static PeerProcess qemu(String... arguments) throws IOException {
    Path folder = Files.createTempDirectory("diptych-qemu-nbd");
    List<String> command = new ArrayList<>(List.of("qemu-nbd", "-t", "-k"));
    command.add(socket(folder).toString());
    command.addAll(List.of(arguments));
    return start(folder, command);
  }

  /// The same on a raw image, which it has open by the time this returns: it listens before that.
  public static PeerProcess qemu(Path image, String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(List.of("-f", "raw", image.toString()));
    PeerProcess peer = qemu(arguments.toArray(String[]::new));
    Await.until("it is open", () -> !ImageUser.of(image, Sharing.NOBODY).isEmpty());
    return peer;
  }

  /// nbd-server with one export of this name, of a file.
  public static PeerProcess nbdServer(String export, Path file) throws IOException {
    Path folder = Files.createTempDirectory("diptych-nbd-server");
    Path config = folder.resolve("config");
    Files.writeString(
        config,
        """
        [generic]
          unixsock = %s
          listenaddr = 127.0.0.1
          port = %d
        [%s]
          exportname = %s
          flush = true
          trim = true
        """
            .formatted(socket(folder), freePort(), export, file));
    // It goes into the background, and says there who it is.
    return start(
        folder,
        List.of("nbd-server", "-C", config.toString(), "-p", folder.resolve(PID).toString()));
  }

  // It listens on TCP, too, whatever it is told.
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static PeerProcess start(Path folder, List<String> command) throws IOException {
    try {
      Peers.require(command.getFirst());
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().merge("PATH", ":/usr/bin:/usr/sbin:/sbin", String::concat);
      PeerProcess peer =
          new PeerProcess(builder.redirectOutput(output(folder).toFile()).start(), command, folder);
      peer.awaitListening();
      return peer;
    } catch (Throwable e) {
      Files.deleteIfExists(output(folder));
      Files.deleteIfExists(folder);
      throw e;
    }
  }

  private static Path socket(Path folder) {
    return folder.resolve("socket");
  }

  private static Path output(Path folder) {
    return folder.resolve("output");
  }

  private void awaitListening() throws IOException {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (!isListening()) {
      boolean isOver = !process.isAlive() && process.exitValue() != 0;
      if (isOver || System.nanoTime() > end) {
        String said = Files.readString(output);
        close();
        throw new IllegalStateException("the peer does not listen: " + said);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private boolean isListening() {
    if (!Files.exists(socket)) {
      return false;
    }
    try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      return channel.connect(UnixDomainSocketAddress.of(socket));
    } catch (IOException e) {
      return false;
    }
  }

  /// The URI of an export there, empty for the default one.
  public NbdUri uri(String export) {
    return new NbdUri(false, new NbdAddress.Unix(socket), export, Optional.empty());
  }

  /// The URI of the default export.
  public NbdUri uri() {
    return uri("");
  }

  /// The same by TLS, with this folder of certificates.
  public NbdUri uri(Path certificates) {
    return new NbdUri(true, new NbdAddress.Unix(socket), "", Optional.of(certificates));
  }

  /// Starts it once more, in the same place; it was killed before.
  public PeerProcess again() throws IOException {
    processes().forEach(each -> each.onExit().join());
    Files.deleteIfExists(socket);
    return start(folder, command);
  }

  /// Lets it fall silent.
  public void stall() {
    signal("STOP");
  }

  /// Lets it answer again.
  public void goOn() {
    signal("CONT");
  }

  private void signal(String name) {
    processes().forEach(each -> Peers.run("kill", "-" + name, Long.toString(each.pid())));
  }

  /// Ends it at once, as a crash would.
  public void kill() {
    processes().forEach(ProcessHandle::destroyForcibly);
  }

  /// Lets it end in good order, and waits for that.
  public void stop() {
    List<ProcessHandle> all = processes();
    all.forEach(ProcessHandle::destroy);
    for (ProcessHandle each : all) {
      try {
        // One whose clients do not go waits for them.
        each.onExit().get(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (ExecutionException | TimeoutException e) {
        each.destroyForcibly();
      }
    }
  }

  // Itself, those that it began, and the one that went into the background with those.
  private List<ProcessHandle> processes() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    try {
      if (Files.exists(folder.resolve(PID))) {
        long pid = Long.parseLong(Files.readString(folder.resolve(PID)).strip());
        ProcessHandle.of(pid)
            .ifPresent(daemon -> {
              all.addAll(daemon.descendants().toList());
              all.add(daemon);
            });
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all;
  }

  /// Ends it and removes what it left behind.
  @Override
  public void close() throws IOException {
    stop();
    try (var left = Files.list(folder)) {
      for (Path file : left.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
