import type { SpanExporter } from "@opentelemetry/sdk-trace";
import type { Logger } from "@/lib/log";

/** Says once when traces cannot be sent, and once when they can again; what could not be sent is given up. */
export class TellingExporter implements SpanExporter {
  private isAway = false;

  constructor(
    private readonly exporter: SpanExporter,
    private readonly address: string,
    private readonly log: Pick<Logger, "info" | "warn">,
  ) {}

  export(...[spans, onResult]: Parameters<SpanExporter["export"]>): void {
    this.exporter.export(spans, (result) => {
      this.tell(result.error);
      onResult(result);
    });
  }

  async forceFlush(): Promise<void> {
    await this.exporter.forceFlush?.();
  }

  shutdown(): Promise<void> {
    return this.exporter.shutdown();
  }

  private tell(fault: Error | undefined): void {
    const isAway = fault !== undefined;
    if (isAway === this.isAway) return;
    this.isAway = isAway;
    if (fault)
      this.log.warn(
        { to: this.address, fault: fault.message },
        "traces cannot be sent; nothing waits for them",
      );
    else this.log.info({ to: this.address }, "traces are sent again");
  }
}
