/** Waits that somebody else may end. An end that comes between two waits ends the next one. */
export class Pause {
  private isEnded = false;
  private wake: (() => void) | null = null;

  end(): void {
    this.isEnded = true;
    this.wake?.();
  }

  /** Lasts so long, or until it is ended. */
  async last(ms: number): Promise<void> {
    if (!this.isEnded) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
        timer = setTimeout(resolve, ms);
      });
      clearTimeout(timer);
    }
    this.isEnded = false;
    this.wake = null;
  }
}
