package app.diptych.nbd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import app.diptych.Peers;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(240)
final class TlsTest {
  @TempDir Path folder;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private PlainWire clientEnd;
  private PlainWire serverEnd;

  @BeforeEach
  void connectSockets() throws IOException {
    Path path = folder.resolve("s");
    try (ServerSocketChannel listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      listener.bind(UnixDomainSocketAddress.of(path));
      clientEnd = new PlainWire(SocketChannel.open(UnixDomainSocketAddress.of(path)));
      serverEnd = new PlainWire(listener.accept());
    }
    Files.delete(path);
  }

  @AfterEach
  void closeAll() throws InterruptedException {
    clientEnd.close();
    serverEnd.close();
    threads.shutdown();
    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "localhost", "127.0.0.1", "::1"})
  void carriesBytesBothWays(String host) throws Exception {
    Certificates.make(folder);
    Pair pair = shakeHands(host);
    byte[] bytes = new byte[1_000_003];
    new SplittableRandom(1).nextBytes(bytes);

    Future<byte[]> there = threads.submit(() -> readAll(pair.server, bytes.length));
    Future<byte[]> back = threads.submit(() -> readAll(pair.client, bytes.length));
    Future<?> sent = threads.submit(sending(pair.server, bytes));
    sending(pair.client, bytes).call();

    assertThat(there.get()).isEqualTo(bytes);
    assertThat(back.get()).isEqualTo(bytes);
    sent.get();
    pair.client.close();
    assertThat(pair.server.read(ByteBuffer.allocate(1))).isEqualTo(-1);
    pair.server.close();
  }

  @Test
  void writersDoNotMixTheirBytes() throws Exception {
    Certificates.make(folder);
    Pair pair = shakeHands("localhost");
    byte[] a = new byte[50_000];
    byte[] b = new byte[50_000];
    Arrays.fill(a, (byte) 1);
    Arrays.fill(b, (byte) 2);

    Future<byte[]> read = threads.submit(() -> readAll(pair.server, 100_000));
    Future<?> first = threads.submit(() -> write(pair.client, a));
    Future<?> second = threads.submit(() -> write(pair.client, b));
    first.get();
    second.get();

    byte[] bytes = read.get();
    assertThat(
            Arrays.equals(bytes, 0, 50_000, a, 0, 50_000)
                || Arrays.equals(bytes, 0, 50_000, b, 0, 50_000))
        .isTrue();
  }

  @Test
  void anEndWithoutFarewellIsAnError() throws Exception {
    Certificates.make(folder);
    Pair pair = shakeHands("localhost");

    serverEnd.close();

    assertThatThrownBy(() -> pair.client.read(ByteBuffer.allocate(1)))
        .isInstanceOf(EOFException.class)
        .hasMessage("the connection was cut off inside TLS");
  }

  @Test
  void aPeerThatTakesNothingDoesNotHoldUpTheEnd() throws Exception {
    Certificates.make(folder);
    Pair pair = shakeHands("localhost");
    Future<?> stuck = threads.submit(() -> write(pair.client, new byte[10_000_000]));

    pair.client.close();

    assertThatThrownBy(stuck::get).isInstanceOf(ExecutionException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "other.example, No subject alternative DNS name",
    "127.0.0.2, No subject alternative"
  })
  void aServerOfAnotherNameIsNotBelieved(String host, String why) throws Exception {
    Certificates.make(folder);

    assertThatThrownBy(() -> shakeHands(host))
        .isInstanceOf(SSLException.class)
        .hasMessageContaining(why);
  }

  @Test
  void aServerOfAnotherAuthorityIsNotBelieved() throws Exception {
    Certificates.make(folder);
    Tls server = Tls.server(folder);
    Path other = Files.createDirectory(folder.resolve("other"));
    Tls client = Tls.client(Optional.of(Certificates.make(other)));

    assertThatThrownBy(() -> shakeHands(server, client, "localhost"))
        .isInstanceOf(SSLException.class);
  }

  @Test
  void withoutAFolderOnlyWhomJavaBelievesIsBelieved() throws Exception {
    Certificates.make(folder);
    Tls server = Tls.server(folder);
    Tls client = Tls.client(Optional.empty());

    assertThatThrownBy(() -> shakeHands(server, client, "localhost"))
        .isInstanceOf(SSLException.class);
  }

  @Test
  void aClientWithoutCertificateIsNotLetIn() throws Exception {
    Certificates.make(folder);
    Tls server = Tls.server(folder);
    Files.delete(folder.resolve("client-cert.pem"));
    Files.delete(folder.resolve("client-key.pem"));
    Tls client = Tls.client(Optional.of(folder));

    Future<Wire> refused = threads.submit(() -> server.accept(serverEnd));

    // With TLS 1.3 the client learns of it when it reads.
    assertThatThrownBy(
            () -> client.connect(clientEnd, Optional.empty()).read(ByteBuffer.allocate(1)))
        .isInstanceOf(IOException.class);
    assertThatThrownBy(refused::get).hasCauseInstanceOf(SSLException.class);
  }

  @Test
  void whatIsNoTlsIsAnError() throws Exception {
    Certificates.make(folder);
    serverEnd.write(
        ByteBuffer.wrap("NBDMAGICIHAVEOPT and what not".getBytes(StandardCharsets.US_ASCII)));

    assertThatThrownBy(() -> Tls.client(Optional.of(folder)).connect(clientEnd, Optional.empty()))
        .isInstanceOf(SSLException.class);
  }

  @Test
  void silenceThatEndsIsAnError() throws Exception {
    Certificates.make(folder);
    serverEnd.close();

    assertThatThrownBy(() -> Tls.client(Optional.of(folder)).connect(clientEnd, Optional.empty()))
        .isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ec", "rsa"})
  void takesKeysOfTheOlderForms(String kind) throws Exception {
    Path made = kind.equals("ec") ? Certificates.make(folder) : Certificates.makeRsa(folder);
    String key = made.resolve("server-key.pem").toString();
    Peers.run("openssl", kind, "-in", key, "-out", key + ".old");
    Peers.run("openssl", "pkey", "-traditional", "-in", key, "-out", key + ".older");
    Files.move(Path.of(key + ".older"), Path.of(key), StandardCopyOption.REPLACE_EXISTING);
    assertThat(Files.readString(Path.of(key)))
        .contains("BEGIN " + (kind.equals("ec") ? "EC" : "RSA"));

    Pair pair = shakeHands("localhost");

    pair.client.close();
  }

  @Test
  void takesWhatCerttoolWrites() throws Exception {
    Peers.require("certtool");
    Certificates.makeRsa(folder);
    String key = folder.resolve("client-key.pem").toString();
    Peers.run("certtool", "--key-info", "--infile", key, "--outfile", key + ".info");
    Files.move(Path.of(key + ".info"), Path.of(key), StandardCopyOption.REPLACE_EXISTING);

    Pair pair = shakeHands("localhost");

    pair.client.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"client", "server"})
  void whoseCertificateWasRevokedIsNotBelieved(String role) throws Exception {
    Certificates.make(folder);
    Certificates.revoke(folder, role, "2091-02-03");

    assertThatThrownBy(this::talk)
        .rootCause()
        .hasMessage("the certificate of CN=" + role + " was revoked");
  }

  @Test
  void whoseCertificateWasNotRevokedIsBelieved() throws Exception {
    Certificates.make(folder);
    Certificates.revoke(folder, "client", "2091-02-03");
    Certificates.date(folder, "client", "2001-02-03", "2091-02-03");

    talk();
  }

  // Shakes hands and sends a byte: a client of TLS 1.3 believes to be in before the server has
  // looked at its certificate.
  private void talk() throws Exception {
    try {
      Pair pair = shakeHands("localhost");
      pair.server.write(ByteBuffer.allocate(1));
      assertThat(pair.client.read(ByteBuffer.allocate(1))).isEqualTo(1);
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }

  private record Pair(Wire client, Wire server) {}

  private Pair shakeHands(String host) throws Exception {
    return shakeHands(Tls.server(folder), Tls.client(Optional.of(folder)), host);
  }

  private Pair shakeHands(Tls server, Tls client, String host) throws Exception {
    Future<Wire> accepted = threads.submit(() -> server.accept(serverEnd));
    Wire connected =
        client.connect(clientEnd, host.isEmpty() ? Optional.empty() : Optional.of(host));
    return new Pair(connected, accepted.get());
  }

  private static byte[] readAll(Wire wire, int length) throws IOException {
    // Of odd sizes, so that records are taken whole and in part.
    ByteBuffer all = ByteBuffer.allocate(length);
    for (int size = 1; all.hasRemaining(); size = size * 3 + 1) {
      ByteBuffer part = all.slice(all.position(), Math.min(size, all.remaining()));
      assertThat(wire.fill(part)).isTrue();
      all.position(all.position() + part.position());
    }
    return all.array();
  }

  private static Callable<Void> sending(Wire wire, byte[] bytes) {
    return () -> {
      int at = 0;
      for (int size = 1; at < bytes.length; size = size * 5) {
        int length = Math.min(size, bytes.length - at);
        wire.write(
            ByteBuffer.wrap(bytes, at, length / 2),
            ByteBuffer.wrap(bytes, at + length / 2, length - length / 2));
        at += length;
      }
      return null;
    };
  }

  private static Void write(Wire wire, byte[] bytes) throws IOException {
    wire.write(ByteBuffer.wrap(bytes));
    return null;
  }
}
