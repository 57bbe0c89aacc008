/** Called by Next once per server process, before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { bootOrEnd } = await import("@/lib/web/boot");
    await bootOrEnd();
    // The fleet, and what the workers measured, are in memory before the first viewer comes.
    const [{ liveHub }, { ingestWatch }] = await Promise.all([
      import("./app/live-hub"),
      import("./app/ingest-watch"),
    ]);
    liveHub();
    ingestWatch();
  }
}
