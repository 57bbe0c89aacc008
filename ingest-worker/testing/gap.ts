/** A place where somebody waits until a test lets them go on. */
export interface Gap {
  /** Resolves when somebody waits. */
  readonly reached: Promise<void>;
  wait(): Promise<void>;
  close(): void;
}

export function openGap(): Gap {
  let reach: () => void = () => undefined;
  let close: () => void = () => undefined;
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  const closed = new Promise<void>((resolve) => {
    close = resolve;
  });
  return {
    reached,
    wait() {
      reach();
      return closed;
    },
    close,
  };
}
