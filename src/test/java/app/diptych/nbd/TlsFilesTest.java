package app.diptych.nbd;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is said of certificates, keys and lists that are no good, before anybody connects.
final class TlsFilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "ca-cert.pem, '', no certificate in it",
    "ca-cert.pem, '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', a certificate that cannot be read",
    "server-cert.pem, nothing, no certificate in it",
    "server-key.pem, nothing, no private key in it",
    "server-key.pem, '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----', a key that cannot be read",
    "server-key.pem, '-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----', a key that cannot be read",
    "server-key.pem, '-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----', a key that cannot be read",
    "server-key.pem, '-----BEGIN EC PRIVATE KEY-----\nMAMCAQE=\n-----END EC PRIVATE KEY-----', an EC key that does not name its curve",
    "server-key.pem, '-----BEGIN PRIVATE KEY-----\nA\n-----END PRIVATE KEY-----', broken Base64 in it",
    "server-key.pem, '-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----', 'an encrypted key, which is not supported'",
    "server-key.pem, '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,AA\n\nAAAA\n-----END RSA PRIVATE KEY-----', 'an encrypted key, which is not supported'"
  })
  void saysWhichFileIsWrong(String file, String content, String why) throws Exception {
    Certificates.make(folder);
    Files.writeString(folder.resolve(file), content);

    assertThatThrownBy(() -> Tls.server(folder))
        .isInstanceOf(IOException.class)
        .hasMessage(folder.resolve(file) + ": " + why);
  }

  @Test
  void saysWhichFileIsMissing() throws Exception {
    Certificates.make(folder);
    Files.delete(folder.resolve("client-key.pem"));

    assertThatThrownBy(() -> Tls.client(Optional.of(folder)))
        .hasMessage(folder.resolve("client-key.pem") + ": no such file");
  }

  @Test
  void saysWhichFileIsTooLarge() throws Exception {
    Certificates.make(folder);
    Files.write(folder.resolve("ca-cert.pem"), new byte[(1 << 20) + 1]);

    assertThatThrownBy(() -> Tls.server(folder))
        .hasMessageStartingWith(folder.resolve("ca-cert.pem") + ": too large for a certificate");
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void saysWhichFileCannotBeRead() throws Exception {
    Certificates.make(folder);
    Files.delete(folder.resolve("server-key.pem"));
    Files.createDirectory(folder.resolve("server-key.pem"));

    assertThatThrownBy(() -> Tls.server(folder))
        .hasMessage(folder.resolve("server-key.pem") + ": Is a directory");
  }

  @Test
  void aKeyOfAnotherKindIsNotTheCertificates() throws Exception {
    Certificates.make(folder);
    Path other = Certificates.makeRsa(Files.createDirectory(folder.resolve("other")));
    Files.copy(
        other.resolve("server-key.pem"),
        folder.resolve("server-key.pem"),
        StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(() -> Tls.server(folder))
        .hasMessage(folder.resolve("server-key.pem") + ": not the key of the certificate");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anotherKeyOfTheSameKindIsNotTheCertificates(boolean isRsa) throws Exception {
    Path made = isRsa ? Certificates.makeRsa(folder) : Certificates.make(folder);
    Path key = made.resolve("server-key.pem");
    Files.copy(made.resolve("client-key.pem"), key, StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(() -> Tls.server(folder))
        .hasMessage(key + ": not the key of the certificate");
  }

  @ParameterizedTest
  @CsvSource({
    "server, 2001-02-03, 2002-03-04, 'has expired, on 2002-03-04T00:00:00Z'",
    "client, 2001-02-03, 2002-03-04, 'has expired, on 2002-03-04T00:00:00Z'",
    "server, 2091-02-03, 2092-03-04, is valid only from 2091-02-03T00:00:00Z",
    "client, 2091-02-03, 2092-03-04, is valid only from 2091-02-03T00:00:00Z"
  })
  void aCertificateOutOfItsTimeIsShownToNobody(String role, String from, String to, String why)
      throws Exception {
    Certificates.make(folder);
    Path certificate = folder.resolve(role + "-cert.pem");
    Certificates.date(folder, role, from, to);

    assertThatThrownBy(
            () -> {
              Tls.client(Optional.of(folder));
              Tls.server(folder);
            })
        .hasMessage(certificate + ": the certificate of CN=" + role + " " + why);
  }

  @Test
  void aListOfRevokedCertificatesThatRanOutIsTold() throws Exception {
    Certificates.make(folder);
    Certificates.revoke(folder, "client", "2002-03-04");

    assertThatThrownBy(() -> Tls.server(folder))
        .hasMessage(
            folder.resolve("ca-crl.pem")
                + ": the list of certificates that CN=authority has revoked ran out, on"
                + " 2002-03-04T00:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "'', no list of revoked certificates in it",
    "'-----BEGIN X509 CRL-----\nAAAA\n-----END X509 CRL-----', a list of revoked certificates that cannot be read"
  })
  void saysWhatIsNoListOfRevokedCertificates(String content, String why) throws Exception {
    Certificates.make(folder);
    Files.writeString(folder.resolve("ca-crl.pem"), content);

    assertThatThrownBy(() -> Tls.client(Optional.of(folder)))
        .hasMessage(folder.resolve("ca-crl.pem") + ": " + why);
  }
}
