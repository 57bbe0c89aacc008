import { createExpiringCache } from "@/lib/domain/expiring-cache";

/** Answers that all who ask the same share for some time; a question that is under way is not asked again. */
export class SharedAnswers<T> {
  private readonly answers;

  constructor(
    private readonly keptMs: number,
    most: number,
  ) {
    this.answers = createExpiringCache<Promise<T>>(most);
  }

  /** A failed question is asked again by the next. */
  get(key: string, nowMs: number, ask: () => Promise<T>): Promise<T> {
    const known = this.answers.get(key, nowMs);
    if (known) return known.value;
    const answer = ask();
    this.answers.set(key, answer, nowMs + this.keptMs);
    answer.catch(() => this.answers.set(key, answer, 0));
    return answer;
  }
}
