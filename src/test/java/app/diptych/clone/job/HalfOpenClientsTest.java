package app.diptych.clone.job;

import static org.assertj.core.api.Assertions.assertThat;

import app.diptych.block.Content;
import app.diptych.clone.CloneRequest;
import app.diptych.clone.CloneResult;
import app.diptych.clone.ExportPlan;
import app.diptych.clone.Images;
import app.diptych.clone.MirrorRequest;
import app.diptych.clone.Phase;
import app.diptych.mirror.CopyMode;
import app.diptych.nbd.Command;
import app.diptych.nbd.NbdAddress;
import app.diptych.nbd.NbdUri;
import app.diptych.nbd.Option;
import app.diptych.nbd.OptionRequest;
import app.diptych.nbd.Protocol;
import app.diptych.nbd.Request;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A mirror with clients over TCP of which each stops half-way: it keeps nobody waiting.
@Timeout(60)
final class HalfOpenClientsTest {
  private static final int SIZE = 8 << 20;
  private static final ByteBuffer NAME = StandardCharsets.UTF_8.encode("disk");
  private static final int GREETING = 18;
  private static final int EXPORT = 10;

  private final Path source;
  private final Path target;
  private final Set<Thread> before = Thread.getAllStackTraces().keySet();
  private final List<SocketChannel> clients = new ArrayList<>();
  private final RunningMirror mirror;

  HalfOpenClientsTest(@TempDir Path folder) throws Exception {
    this.source = Images.random(folder.resolve("a"), 1, SIZE);
    this.target = folder.resolve("b");
    NbdUri uri = NbdUri.parse("nbd://localhost:0/disk");
    this.mirror =
        RunningMirror.of(
            new MirrorRequest(
                Images.request(source, target, CloneRequest.Options.DEFAULT),
                new ExportPlan(Optional.of(uri), false, Optional.empty(), false),
                CopyMode.WRITE_BLOCKING));
  }

  @BeforeEach
  void connect() throws Exception {
    silent();
    greeted();
    ByteBuffer option = ByteBuffer.allocate(OptionRequest.SIZE);
    OptionRequest.of(Option.GO, 100).encode(option);
    send(greeted(), option.flip().limit(OptionRequest.SIZE - 1));
    SocketChannel inside = inside();
    SocketChannel writing = inside();
    ByteBuffer request = ByteBuffer.allocate(Request.EXTENDED_SIZE + 4096);
    Request.of(Command.WRITE, 0, 1, 0, 4096).encode(request, false);
    send(inside, request.duplicate().flip().limit(request.position() - 1));
    send(writing, request.position(request.position() + 4095).flip());
    mirror.listener().await(Phase.IN_SYNC);
  }

  @AfterEach
  void close() throws IOException {
    for (SocketChannel client : clients) {
      client.close();
    }
    mirror.close();
  }

  private SocketChannel silent() throws Exception {
    var address = (NbdAddress.Tcp) mirror.exported().uri().address();
    SocketChannel client =
        SocketChannel.open(new InetSocketAddress(address.host(), address.port()));
    clients.add(client);
    return client;
  }

  private SocketChannel greeted() throws Exception {
    SocketChannel client = silent();
    receive(client, GREETING);
    int flags = Protocol.FLAG_FIXED_NEWSTYLE | Protocol.FLAG_NO_ZEROES;
    send(client, ByteBuffer.allocate(Integer.BYTES).putInt(flags).flip());
    return client;
  }

  private SocketChannel inside() throws Exception {
    SocketChannel client = greeted();
    ByteBuffer option = ByteBuffer.allocate(OptionRequest.SIZE);
    OptionRequest.of(Option.EXPORT_NAME, NAME.remaining()).encode(option);
    send(client, option.flip());
    send(client, NAME.duplicate());
    receive(client, EXPORT);
    return client;
  }

  private static void send(SocketChannel to, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      to.write(bytes);
    }
  }

  private static void receive(SocketChannel from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    while (bytes.hasRemaining()) {
      assertThat(from.read(bytes)).isPositive();
    }
  }

  @Test
  void theyAreSentAwayInTheEnd() throws Exception {
    assertThat(mirror.end()).isInstanceOf(CloneResult.Completed.class);

    mirror.close();
    assertThat(clients).allMatch(HalfOpenClientsTest::isCutOff);
    assertThat(Thread.getAllStackTraces().keySet())
        .filteredOn(thread -> !before.contains(thread))
        .noneMatch(thread -> thread.getName().startsWith("nbd-"));
    assertEqual();
  }

  @Test
  void theTargetIsLetGoAllTheSame() throws Exception {
    mirror.job().detach();

    mirror.listener().await(Phase.DETACHED);
    assertEqual();
  }

  private void assertEqual() {
    assertThat(source).satisfies(Content.of(Content.random(1, SIZE)));
    assertThat(target).satisfies(Content.of(source));
  }

  // Behind the answers that it was sent.
  private static boolean isCutOff(SocketChannel client) {
    try {
      ByteBuffer answers = ByteBuffer.allocate(1024);
      int length = 0;
      while (length >= 0) {
        length = client.read(answers.clear());
      }
      return true;
    } catch (IOException _) {
      return true;
    }
  }
}
