package app.diptych.disks;

/// The kernel's number of a block device: two paths with the same one are the same device.
///
/// @param major the driver's number
/// @param minor the device's number there
public record DeviceNumber(int major, int minor) {

  /// Reads `8:16`, as sysfs writes it.
  ///
  /// @throws IllegalArgumentException if the text is of another form
  public static DeviceNumber parse(String text) {
    String[] parts = text.strip().split(":", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("no device number: " + text);
    }
    return new DeviceNumber(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
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
