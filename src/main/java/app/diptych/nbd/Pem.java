package app.diptych.nbd;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Certificates and keys in files of PEM (RFC 7468), as GnuTLS and OpenSSL write them. Every
/// failure is one line that names the file.
final class Pem {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");
  // In a block that is encrypted as by RFC 1421, which has such lines before its Base64.
  private static final String ENCRYPTED = "Proc-Type: 4,ENCRYPTED";
  // No certificate chain comes near it.
  private static final long LARGEST = 1 << 20;

  // PKCS#8 (RFC 5208): INTEGER 0, then the algorithm, then the key as an OCTET STRING.
  private static final byte[] VERSION = HexFormat.of().parseHex("020100");
  // The algorithm rsaEncryption with parameters NULL (RFC 8017, appendix A.1).
  private static final byte[] RSA = HexFormat.of().parseHex("300d06092a864886f70d0101010500");
  // The algorithm id-ecPublicKey (RFC 5480, section 2.1.1); the curve follows it.
  private static final byte[] EC = HexFormat.of().parseHex("06072a8648ce3d0201");
  private static final int SEQUENCE = 0x30;
  private static final int OCTETS = 0x04;
  // The curve inside a key of SEC 1 (RFC 5915, section 3): [0] EXPLICIT.
  private static final int CURVE = 0xa0;

  private record Block(Path file, String label, String base64) {
    byte[] content() throws IOException {
      try {
        return Base64.getMimeDecoder().decode(base64);
      } catch (IllegalArgumentException e) {
        throw new IOException(file + ": broken Base64 in it", e);
      }
    }
  }

  private Pem() {}

  // One thing out of a file.
  @FunctionalInterface
  private interface Reading<T> {
    T from(CertificateFactory factory, InputStream content) throws GeneralSecurityException;
  }

  /// All certificates of a file, at least one.
  static List<X509Certificate> certificates(Path file) throws IOException {
    return all(
        file,
        "CERTIFICATE",
        "certificate",
        (factory, content) -> (X509Certificate) factory.generateCertificate(content));
  }

  /// All lists of revoked certificates of a file, at least one.
  static List<X509CRL> revocations(Path file) throws IOException {
    return all(
        file,
        "CRL",
        "list of revoked certificates",
        (factory, content) -> (X509CRL) factory.generateCRL(content));
  }

  private static <T> List<T> all(Path file, String label, String name, Reading<T> reading)
      throws IOException {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      List<T> found = new ArrayList<>();
      for (Block block : blocks(file)) {
        if (block.label.endsWith(label)) {
          found.add(reading.from(factory, new ByteArrayInputStream(block.content())));
        }
      }
      if (found.isEmpty()) {
        throw new IOException(file + ": no " + name + " in it");
      }
      return found;
    } catch (GeneralSecurityException e) {
      throw new IOException(file + ": a " + name + " that cannot be read", e);
    }
  }

  /// The first private key of a file: PKCS#8, PKCS#1 (RSA), or SEC 1 (EC).
  static PrivateKey key(Path file) throws IOException {
    for (Block block : blocks(file)) {
      switch (block.label) {
        case "PRIVATE KEY" -> {
          return key(file, block.content());
        }
        case "RSA PRIVATE KEY" -> {
          return key(file, pkcs8(RSA, block.content()));
        }
        case "EC PRIVATE KEY" -> {
          return key(file, pkcs8(ecAlgorithm(file, block.content()), block.content()));
        }
        case "ENCRYPTED PRIVATE KEY" -> throw encrypted(file);
        default -> {
          // Such as EC PARAMETERS, which OpenSSL writes before the key.
        }
      }
    }
    throw text(file).contains(ENCRYPTED)
        ? encrypted(file)
        : new IOException(file + ": no private key in it");
  }

  private static IOException encrypted(Path file) {
    return new IOException(file + ": an encrypted key, which is not supported");
  }

  private static PrivateKey key(Path file, byte[] pkcs8) throws IOException {
    PKCS8EncodedKeySpec spec = new PKCS8EncodedKeySpec(pkcs8);
    for (String algorithm : List.of("RSA", "EC", "EdDSA", "RSASSA-PSS")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(spec);
      } catch (InvalidKeySpecException _) {
        // Of another algorithm.
      } catch (GeneralSecurityException e) {
        throw new IOException(file + ": a key that cannot be read", e);
      }
    }
    throw new IOException(file + ": a key that cannot be read");
  }

  private static byte[] pkcs8(byte[] algorithm, byte[] key) {
    return der(SEQUENCE, VERSION, algorithm, der(OCTETS, key));
  }

  // The sequence of id-ecPublicKey and the curve, which a key of SEC 1 holds near its end.
  private static byte[] ecAlgorithm(Path file, byte[] key) throws IOException {
    try {
      ByteBuffer outer = ByteBuffer.wrap(key);
      ByteBuffer fields = value(outer, SEQUENCE);
      while (fields.hasRemaining()) {
        int tag = Byte.toUnsignedInt(fields.get(fields.position()));
        ByteBuffer field = value(fields, tag);
        if (tag == CURVE) {
          byte[] curve = new byte[field.remaining()];
          field.get(curve);
          return der(SEQUENCE, EC, curve);
        }
      }
    } catch (RuntimeException e) {
      throw new IOException(file + ": a key that cannot be read", e);
    }
    throw new IOException(file + ": an EC key that does not name its curve");
  }

  private static ByteBuffer value(ByteBuffer from, int tag) {
    if (Byte.toUnsignedInt(from.get()) != tag) {
      throw new IllegalArgumentException("not tagged " + tag);
    }
    int length = Byte.toUnsignedInt(from.get());
    if (length >= 0x80) {
      int bytes = length - 0x80;
      length = 0;
      for (int i = 0; i < bytes; i++) {
        length = Math.addExact(Math.multiplyExact(length, 256), Byte.toUnsignedInt(from.get()));
      }
    }
    ByteBuffer value = from.slice(from.position(), length);
    from.position(from.position() + length);
    return value;
  }

  private static byte[] der(int tag, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    int length = content.size();
    ByteArrayOutputStream der = new ByteArrayOutputStream();
    der.write(tag);
    if (length >= 0x80) {
      // DER wants the shortest form.
      int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
      der.write(0x80 + bytes);
      for (int i = bytes - 1; i >= 0; i--) {
        der.write(length >> (8 * i));
      }
    } else {
      der.write(length);
    }
    der.writeBytes(content.toByteArray());
    return der.toByteArray();
  }

  private static List<Block> blocks(Path file) throws IOException {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text(file));
    while (matcher.find()) {
      blocks.add(new Block(file, matcher.group(1), matcher.group(2)));
    }
    return blocks;
  }

  private static String text(Path file) throws IOException {
    try {
      if (Files.size(file) <= LARGEST) {
        return Files.readString(file, StandardCharsets.ISO_8859_1);
      }
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": no such file", e);
    } catch (AccessDeniedException e) {
      throw new IOException(file + ": permission denied", e);
    } catch (FileSystemException e) {
      // Names it itself.
      throw e;
    } catch (IOException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
    throw new IOException(file + ": too large for a certificate, a key or a list of revoked ones");
  }
}
