import type { Random } from "../random";
import type { SentPacket } from "../sent-packet";
import { damage, type Trouble } from "../trouble";

const LONGEST_DETOUR_MS = 30_000;

/** What a bad way does to a stream of packets: damage as `trouble` says, and detours that bring them out of order. */
export class Disorder {
  readonly #onDetour: { packet: SentPacket; untilMs: number }[] = [];

  constructor(
    readonly trouble: Trouble,
    readonly random: Random,
  ) {}

  /** The packets that arrive now, some of those given and some of earlier ones. */
  pass(packets: readonly SentPacket[], nowMs: number): SentPacket[] {
    const arriving: SentPacket[] = [];
    for (const packet of packets)
      for (const damaged of damage(packet, this.trouble, this.random)) {
        if (!this.random.chance(this.trouble.reorderShare)) arriving.push(damaged);
        else
          this.#onDetour.push({
            packet: damaged,
            untilMs: nowMs + this.random.whole(1_000, LONGEST_DETOUR_MS),
          });
      }
    for (let at = this.#onDetour.length - 1; at >= 0; at--) {
      const detour = this.#onDetour[at];
      if (!detour || detour.untilMs > nowMs) continue;
      arriving.push(detour.packet);
      this.#onDetour.splice(at, 1);
    }
    return arriving;
  }
}
