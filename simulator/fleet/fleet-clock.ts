/** The fleet's time: it goes `speed` times as fast as the world's, and never ahead of it. */
export class FleetClock {
  #atMs: number;
  #worldMs: number;
  speed: number;

  /** @param speed infinity catches up at once. */
  constructor(startMs: number, worldMs: number, speed: number) {
    this.#atMs = startMs;
    this.#worldMs = worldMs;
    this.speed = speed;
  }

  /** The fleet's time when the world's is this. */
  at(worldMs: number): number {
    const elapsedMs = Math.max(0, worldMs - this.#worldMs);
    const wantedMs = this.#atMs + (elapsedMs === 0 ? 0 : elapsedMs * this.speed);
    this.#worldMs = worldMs;
    this.#atMs = Math.max(this.#atMs, Math.min(worldMs, wantedMs));
    return this.#atMs;
  }
}
