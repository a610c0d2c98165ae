package app.diptych.nbd;

import app.diptych.text.Harmless;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Security;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Who one is and whom one believes, from a folder as GnuTLS's tools lay it out: `ca-cert.pem`, and
/// `server-cert.pem server-key.pem` or `client-cert.pem client-key.pem`; where there is a
/// `ca-crl.pem`, none of the certificates that it names. TLS 1.2 and later.
public final class Tls {
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};
  private static final char[] NO_PASSWORD = {};
  // After 2³⁷ bytes of AES-GCM Java asks its peer for new keys in TLS 1.3. GnuTLS, on which nbdkit,
  // QEMU and libnbd stand, changes its own keys then in the midst of what it sends, and the
  // connection breaks, or comes to a stop. So Java may go on as long as it can, as with all other
  // ciphers and in TLS 1.2: 16 TiB leave a margin of 2⁻⁴⁶ (RFC 8446, section 5.5: of 2⁻⁵⁷ after
  // 2²⁴·⁵ records, and it falls with the square of their number).
  private static final String KEY_LIMITS = "AES/GCM/NoPadding KeyUpdate 2^62";

  private final SSLContext context;

  private Tls(SSLContext context) {
    this.context = context;
  }

  /// A server that lets in whoever has a certificate of `ca-cert.pem`.
  ///
  /// @throws IOException with one line on which file is wrong, and why
  public static Tls server(Path folder) throws IOException {
    return new Tls(context(trust(folder), identity(folder, "server")));
  }

  /// A client that believes servers with a certificate of `ca-cert.pem`, and shows
  /// `client-cert.pem` where there is one. Without a folder it believes whom Java believes, and
  /// shows nothing.
  ///
  /// @throws IOException with one line on which file is wrong, and why
  public static Tls client(Optional<Path> folder) throws IOException {
    if (folder.isEmpty()) {
      return new Tls(context(null, null));
    }
    Path certificates = folder.get();
    boolean isKnown =
        Files.exists(certificates.resolve("client-cert.pem"))
            || Files.exists(certificates.resolve("client-key.pem"));
    return new Tls(context(trust(certificates), isKnown ? identity(certificates, "client") : null));
  }

  /// Becomes the server of a connection; returns when the client is known.
  public Wire accept(Wire wire) throws IOException {
    SSLEngine engine = context.createSSLEngine();
    engine.setUseClientMode(false);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setNeedClientAuth(true);
    parameters.setProtocols(PROTOCOLS);
    engine.setSSLParameters(parameters);
    return TlsWire.open(engine, wire);
  }

  /// Becomes the client of a connection; returns when the server is known.
  ///
  /// @param host the name or address that the server's certificate must bear; any, where it is
  ///   empty
  public Wire connect(Wire wire, Optional<String> host) throws IOException {
    SSLEngine engine =
        host.isPresent()
            ? context.createSSLEngine(host.get(), NbdAddress.DEFAULT_PORT)
            : context.createSSLEngine();
    engine.setUseClientMode(true);
    SSLParameters parameters = engine.getSSLParameters();
    if (host.isPresent()) {
      // RFC 2818's way to compare names, the one that Java has beside LDAP's.
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    parameters.setProtocols(PROTOCOLS);
    engine.setSSLParameters(parameters);
    return TlsWire.open(engine, wire);
  }

  // Null, for both, stands for what Java does by default, as in SSLContext.
  private static SSLContext context(
      TrustManager @Nullable [] trust, KeyManager @Nullable [] identity) throws IOException {
    // Java looks at it once, when it makes its first context.
    Security.setProperty("jdk.tls.keyLimits", KEY_LIMITS);
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(identity, trust, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be had here: " + e.getMessage(), e);
    }
  }

  private static TrustManager[] trust(Path folder) throws IOException {
    Path file = folder.resolve("ca-cert.pem");
    List<X509Certificate> authorities = Pem.certificates(file);
    try {
      KeyStore store = emptyStore();
      for (Certificate authority : authorities) {
        store.setCertificateEntry("ca-" + store.size(), authority);
      }
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return untold(factory.getTrustManagers(), Revoked.in(folder));
    } catch (GeneralSecurityException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private static TrustManager[] untold(TrustManager[] trust, Revoked revoked) {
    return Stream.of(trust)
        .map(X509ExtendedTrustManager.class::cast)
        .map(one -> new UntoldTrust(one, revoked))
        .toArray(TrustManager[]::new);
  }

  private static KeyManager[] identity(Path folder, String role) throws IOException {
    Path shown = folder.resolve(role + "-cert.pem");
    List<X509Certificate> chain = Pem.certificates(shown);
    checkDates(shown, chain.getFirst());
    Path file = folder.resolve(role + "-key.pem");
    PrivateKey key = Pem.key(file);
    try {
      if (!isPair(key, chain.getFirst().getPublicKey())) {
        throw new IOException(file + ": not the key of the certificate");
      }
      KeyStore store = emptyStore();
      store.setKeyEntry(role, key, NO_PASSWORD, chain.toArray(Certificate[]::new));
      KeyManagerFactory factory =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      factory.init(store, NO_PASSWORD);
      return factory.getKeyManagers();
    } catch (GeneralSecurityException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  // No peer would believe it, and each would say so in its own way, or not at all.
  private static void checkDates(Path file, X509Certificate certificate) throws IOException {
    Instant now = Instant.now();
    Instant from = certificate.getNotBefore().toInstant();
    Instant to = certificate.getNotAfter().toInstant();
    String subject = Harmless.words(certificate.getSubjectX500Principal().getName());
    if (now.isAfter(to)) {
      throw new IOException(file + ": the certificate of " + subject + " has expired, on " + to);
    }
    if (now.isBefore(from)) {
      throw new IOException(
          file + ": the certificate of " + subject + " is valid only from " + from);
    }
  }

  // Java finds out with the first peer, which does not know what to make of it.
  private static boolean isPair(PrivateKey key, PublicKey known) throws GeneralSecurityException {
    if (!key.getAlgorithm().equals(known.getAlgorithm())) {
      return false;
    }
    if (key instanceof RSAKey one && known instanceof RSAKey other) {
      return one.getModulus().equals(other.getModulus());
    }
    Signature signature =
        Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "EdDSA");
    signature.initSign(key);
    byte[] signed = signature.sign();
    signature.initVerify(known);
    return signature.verify(signed);
  }

  private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }
}
