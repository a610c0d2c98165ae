package app.diptych.udisks;

/// How a drive is left, the best first.
public enum Leave {
  /// It is turned off, as a USB stick or a disk behind a USB bridge can be.
  POWER_OFF("CanPowerOff", "PowerOff"),
  /// Its medium is put out.
  EJECT("Ejectable", "Eject");

  private final String ability;
  private final String method;

  Leave(String ability, String method) {
    this.ability = ability;
    this.method = method;
  }

  /// The arguments that ask whether it can be.
  String property(String udisks) {
    return "('" + udisks + ".Drive', '" + ability + "')";
  }

  /// What does it.
  String method() {
    return method;
  }
}
