const GOOD_IN_ROW = 20;
/** With two or more the store does both less of the backlog and less of what is live: it is busy with itself. */
const MOST_PATIENT = 1;

/** How a request waits for its turn: ahead of the patient ones, or in the one place that is theirs. */
export type Urgency = "urgent" | "patient";

/**
 * Places for requests that are at the store at once: halved after each refusal, one more after a good stretch. Patient
 * requests take one of them at a time, so that an urgent one finds the others free.
 */
export class StoreSlots {
  private limit: number;
  private goodInRow = 0;
  private readonly active = { urgent: 0, patient: 0 };
  private readonly waiting: Readonly<Record<Urgency, (() => void)[]>> = { urgent: [], patient: [] };

  constructor(private readonly maximum: number) {
    this.limit = maximum;
  }

  /** Whether a request would be let in at once. */
  isFree(urgency: Urgency): boolean {
    if (this.active.urgent + this.active.patient >= this.limit || this.waiting.urgent.length > 0)
      return false;
    return urgency === "urgent" || this.active.patient < MOST_PATIENT;
  }

  async enter(urgency: Urgency): Promise<void> {
    if (this.isFree(urgency)) this.active[urgency]++;
    else await new Promise<void>((resolve) => this.waiting[urgency].push(resolve));
  }

  leave(urgency: Urgency, good: boolean): void {
    this.active[urgency]--;
    if (!good) {
      this.limit = Math.max(1, Math.floor(this.limit / 2));
      this.goodInRow = 0;
    } else if (++this.goodInRow >= GOOD_IN_ROW && this.limit < this.maximum) {
      this.limit++;
      this.goodInRow = 0;
    }
    this.letIn();
  }

  /** A place is given to whoever waited, before they run: nobody who comes in between can take it. */
  private letIn(): void {
    while (this.active.urgent + this.active.patient < this.limit) {
      const urgency = this.waiting.urgent.length > 0 ? "urgent" : "patient";
      if (urgency === "patient" && !this.isFree("patient")) return;
      const next = this.waiting[urgency].shift();
      if (!next) return;
      this.active[urgency]++;
      next();
    }
  }
}
