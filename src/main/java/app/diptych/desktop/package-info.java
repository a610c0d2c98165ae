/// What the desktop and the system do for a long job: not go to sleep, say when it is over, and
/// show its report. Where one of them is missing, the job goes on without, and the log says so.
package app.diptych.desktop;
