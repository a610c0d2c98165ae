import org.jspecify.annotations.NullMarked;

/// Diptych clones a disk onto another while the first one stays in use.
///
/// The house, from the ground up; an arrow points to what a package may use, and nothing else may
/// point anywhere:
///
/// - `block`: what a device is → nothing of ours
/// - `foreign`: functions of the system's C library, called → nothing of ours
/// - `block.os`: disks and image files through the operating system → `foreign`, `block`
/// - `memory`: buffers that disks move fast → `foreign`
/// - `nbd`: the network block device protocol → `block`, `text`
/// - `nbd.client`: a client of it, which is a device → `nbd`, `block`, `text`
/// - `nbd.server`: a server that offers devices → `nbd`, `memory`, `block`
/// - `mirror`: the engine, a device that builds a copy of itself → `memory`, `block`
/// - `rescue`: saves what can be read of a failing source → `memory`, `state`, `block`
/// - `disks`: what is plugged in → `text`
/// - `hotplug`: tells when disks come and go → `foreign`
/// - `bus`: services of the system and the desktop, called over D-Bus → nothing of ours
/// - `udisks`: disks through the system's service, for who has no rights → `bus`
/// - `desktop`: a system that stays awake, a person who is told → `bus`
/// - `state`: what is kept between two runs, and the log → nothing of ours
/// - `digest`: hashes of what is read of a device → `block`
/// - `json`: objects that are written and read → nothing of ours
/// - `units`: numbers as people read them → nothing of ours
/// - `text`: texts of strangers, made fit for people → nothing of ours
/// - `report`: what there is to tell of a job that is over → `json`, `units`, `text`, `state`, the
///   plain data of `block`
/// - `journal`: what a clone has reached, to go on from → the log of `mirror`, `state`, how
///   `block.os` holds a file, `block`
/// - `clone`: what is asked of a job, what comes of it, and its words → `udisks`, `report`,
///   `units`, `text`, `disks`, the plain data of `mirror`, `nbd`, `block.os` and `block`
/// - `clone.check`: what stands against a request → `clone`, `rescue`, `nbd.client`, `nbd`,
///   `udisks`, `report`, `units`, `state`, `memory`, `block.os`, `block`, `disks`, the plain data
///   of `mirror`
/// - `clone.control`: how a job is watched and ended, and its report → `clone.check`, `clone`,
///   `report`, `disks`, the plain data of `mirror`, `nbd` and `block`
/// - `clone.pair`: source and target, open → `clone.control`, `clone.check`, `clone`, `nbd.client`,
///   `udisks`, `block.os`, `block`, `disks`
/// - `clone.verify`: comparing, and copying again what differs → `clone.pair`, `clone.control`,
///   `clone`, `mirror`, `rescue`, `digest`, `report`, `memory`, `block`
/// - `clone.job`: the jobs → `clone.verify`, `clone.pair`, `clone.control`, `clone.check`, `clone`,
///   `mirror`, `rescue`, `nbd`, `nbd.server`, `journal`, `report`, `state`, `block.os`, `block`,
///   `disks`
/// - `sample`: sample disks, to try the program on → `clone`, `block.os`, `block`
/// - `terminal`: what a person sits at who types → `foreign`
/// - `cli.output`: where the commands print, and how a job is told there → `terminal`, `text`,
///   `units`, `clone`, `report`, `json`, the plain data of `nbd` and `block`
/// - `cli`: the commands → `cli.output`, `units`, `sample`, `clone`, `clone.check`, `clone.job`,
///   `report`, `json`, `disks`, the plain data of `mirror`, `nbd` and `block`
/// - `ui`: the window → `ui.disks`, `ui.job`, `ui.history`, `ui.settings`, `ui.help`, `ui.parts`,
///   `text`, `desktop`, `sample`, `units`, `state`, `clone`, `clone.check`, `disks`, the plain data
///   of `mirror`, `nbd` and `block`
/// - `ui.disks`: the two panels, and what there is to choose from → `ui.parts`, `text`, `units`,
///   `clone`, `clone.check`, `disks`, `hotplug`, the plain data of `nbd`
/// - `ui.job`: the screen of jobs → `ui.parts`, `desktop`, `clone`, `clone.check`, `clone.job`,
///   `units`, `text`, `state`, `disks`, the plain data of `mirror`, `nbd` and `block`
/// - `ui.history`: the log, the reports → `ui.parts`, `text`, `units`, `report`, `state`
/// - `ui.settings`: what a person has set for every window → `ui.parts`, `units`, `state`, the
///   plain data of `mirror`
/// - `ui.help`: the keys, the help, the first start → `ui.parts`
/// - `ui.parts`: what every screen is made of → `text`, `units`, the words of `clone` and `disks`
/// - `Main` → `ui`, `cli`, the log file of `state`
@NullMarked
module app.diptych {
  requires atlantafx.base;
  requires ch.qos.logback.classic;
  requires ch.qos.logback.core;
  requires com.dynatrace.hash4j;
  requires com.github.oshi;
  requires info.picocli;
  requires javafx.controls;
  requires jdk.net;
  requires org.controlsfx.controls;
  requires org.kordamp.ikonli.core;
  requires org.kordamp.ikonli.javafx;
  requires org.kordamp.ikonli.material2;
  requires static org.jspecify;
  requires org.slf4j;

  exports app.diptych.ui to
      javafx.graphics;

  provides ch.qos.logback.classic.spi.Configurator with
      app.diptych.state.LogSetup;
}
