const DAY_MS = 86_400_000;

/** The ISO number of the week that begins on this Monday (ISO day). */
export function weekNumber(monday: string): number {
  const thursday = new Date(Date.parse(`${monday}T00:00:00Z`) + 3 * DAY_MS);
  const yearBegan = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.floor((thursday.getTime() - yearBegan) / (7 * DAY_MS)) + 1;
}
