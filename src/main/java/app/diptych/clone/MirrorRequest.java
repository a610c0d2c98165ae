package app.diptych.clone;

import app.diptych.mirror.CopyMode;

/// A clone during which the source stays in use over NBD.
///
/// @param pair source, target and what was accepted
/// @param export where the source stays live
/// @param mode what becomes of clients' writes while copying
public record MirrorRequest(CloneRequest pair, ExportPlan export, CopyMode mode) {}
