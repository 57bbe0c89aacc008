import { ScrollBox } from "@/components/ui/scroll-box";

/** Text as it was sent, in a box that scrolls by itself. */
export function Sample({ label, text }: { label: string; text: string | null }) {
  if (text === null)
    return (
      <p className="text-ink-2 text-xs">
        Nothing of it can be shown without a reason: it is no JSON, of which nothing can be told apart.
      </p>
    );
  return (
    <ScrollBox label={label} className="max-h-80 overflow-auto rounded-md border border-line bg-canvas p-3">
      <pre className="font-mono text-xs">{text}</pre>
    </ScrollBox>
  );
}
