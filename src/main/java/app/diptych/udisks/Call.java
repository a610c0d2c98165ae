package app.diptych.udisks;

/// A call of a method of udisks2.
///
/// @param object path of the object
/// @param type name of the interface, without what all of udisks2's begin with
/// @param method name of the method
/// @param arguments a tuple in GVariant's text format
record Call(String object, String type, String method, String arguments) {
  private static final String NAME = "org.freedesktop.UDisks2";

  /// The name on the bus.
  String service() {
    return NAME;
  }

  /// The interface, as the bus knows it.
  String fullType() {
    return type.startsWith("org.") ? type : NAME + "." + type;
  }

  /// A text as GVariant writes it.
  static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
