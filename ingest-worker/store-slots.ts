const GOOD_IN_ROW = 20;
/** Of four places; with two, a store of two cores has both of them at work for what is late when a live request comes. */
const MOST_PATIENT = 1;
/** Where there is one place only, a patient request takes its turn after so many urgent ones. */
const URGENT_IN_ROW = 8;

/** How a request waits for its turn: ahead of the patient ones, or for one of the places that those may take. */
export type Urgency = "urgent" | "patient";

/**
 * Places for requests that are at the store at once: halved after each refusal, one more after a good stretch. Patient
 * requests take one of them, so that an urgent one finds the others free; it is theirs however many urgent ones wait.
 */
export class StoreSlots {
  private limit: number;
  private goodInRow = 0;
  private urgentInRow = 0;
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
      const urgency = this.waiting.urgent.length === 0 || this.isTurnOfPatient ? "patient" : "urgent";
      if (urgency === "patient" && this.active.patient >= MOST_PATIENT) return;
      const next = this.waiting[urgency].shift();
      if (!next) return;
      this.urgentInRow = urgency === "urgent" ? this.urgentInRow + 1 : 0;
      this.active[urgency]++;
      next();
    }
  }

  private get isTurnOfPatient(): boolean {
    if (this.waiting.patient.length === 0 || this.active.patient > 0) return false;
    return this.limit > 1 || this.urgentInRow >= URGENT_IN_ROW;
  }
}
