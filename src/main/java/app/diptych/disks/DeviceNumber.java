package app.diptych.disks;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The kernel's number of a block device: two paths with the same one are the same device.
///
/// @param major the driver's number
/// @param minor the device's number there
public record DeviceNumber(int major, int minor) {
  // Compiled once: a listing reads hundreds.
  private static final Pattern FORM = Pattern.compile("(\\d{1,9}):(\\d{1,9})");

  /// Reads `8:16`, as the kernel writes it; empty where the text is of another form.
  static Optional<DeviceNumber> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new DeviceNumber(
                Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  // Written out where the first listing of disks needs it: what Java makes of a record at run time
  // takes it milliseconds.
  @Override
  public int hashCode() {
    return 31 * major + minor;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DeviceNumber number && number.major == major && number.minor == minor;
  }

  @Override
  public String toString() {
    return major + ":" + minor;
  }
}
