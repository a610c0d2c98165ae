/// The two panels: what there is to choose from, disks that come and go, image files and the disks
/// of NBD servers, each as a card with what is known of it.
///
/// Listing and asking happen on threads of their own; everything else on the JavaFX thread.
package app.diptych.ui.disks;
