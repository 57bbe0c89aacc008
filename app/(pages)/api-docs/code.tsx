import { ScrollBox } from "@/components/ui/scroll-box";
import { CopyButton } from "./copy-button";

/** Text for machines, in a box of its own: lines are wrapped, and what is long scrolls. */
export function Code({
  label,
  copied = false,
  children,
}: {
  label: string;
  copied?: boolean;
  children: string;
}) {
  return (
    <div className="mt-2">
      <div className="flex min-h-7 items-center justify-between gap-2">
        <p className="text-ink-2">{label}</p>
        {copied ? <CopyButton text={children} label={label} /> : null}
      </div>
      <ScrollBox label={label} className="mt-1 max-h-[28rem] overflow-y-auto rounded-md bg-sunken p-3">
        <pre className="whitespace-pre-wrap font-mono text-xs [overflow-wrap:anywhere]">{children}</pre>
      </ScrollBox>
    </div>
  );
}
