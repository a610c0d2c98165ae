package app.diptych.clone;

/// A device that is to be offered over NBD.
///
/// @param device which
/// @param export where, and to whom
/// @param isCached whether this machine's page cache is used, where the device is its own
public record ServeRequest(Endpoint device, ExportPlan export, boolean isCached) {}
