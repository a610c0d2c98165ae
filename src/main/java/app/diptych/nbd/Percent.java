package app.diptych.nbd;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// The percent-encoding of RFC 3986, section 2.1, over UTF-8.
final class Percent {
  // Section 2.3's unreserved characters, and the slash, which stands for itself in paths and
  // queries.
  private static final String PLAIN =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Percent() {}

  static String encode(String text) {
    StringBuilder encoded = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b >= 0 && PLAIN.indexOf(b) >= 0) {
        encoded.append((char) b);
      } else {
        encoded.append('%').append(HEX.toHexDigits(b));
      }
    }
    return encoded.toString();
  }

  /// The text with each `%XX` as the byte it stands for; all else, a plus too, stands for itself.
  ///
  /// @throws IllegalArgumentException with one line if a percent sign is followed by something
  ///   else, or the bytes are no UTF-8
  static String decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < text.length(); ) {
      int percent = text.indexOf('%', i);
      int end = percent < 0 ? text.length() : percent;
      bytes.writeBytes(text.substring(i, end).getBytes(StandardCharsets.UTF_8));
      i = end;
      if (percent >= 0) {
        bytes.write(octet(text, percent));
        i = percent + 3;
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("\"" + text + "\" is not UTF-8", e);
    }
  }

  private static int octet(String text, int percent) {
    int end = Math.min(percent + 3, text.length());
    String digits = text.substring(percent + 1, end);
    if (digits.length() < 2 || !digits.chars().allMatch(HexFormat::isHexDigit)) {
      throw new IllegalArgumentException(
          "\"" + text.substring(percent, end) + "\" is no percent-encoding (write % as %25)");
    }
    return HexFormat.fromHexDigits(digits);
  }
}
