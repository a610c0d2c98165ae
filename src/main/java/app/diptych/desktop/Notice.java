package app.diptych.desktop;

/// Something that a person is told outside the window.
///
/// @param title in a few words
/// @param body in a sentence
/// @param isUrgent whether it stays until it is seen to
public record Notice(String title, String body, boolean isUrgent) {}
