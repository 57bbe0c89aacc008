import type { RunbookPiece } from "@/lib/domain/runbook";

/** Text of the runbook; alarms that it names are one click away. */
export function RunbookText({ pieces }: { pieces: readonly RunbookPiece[] }) {
  return pieces.map((piece) => <Piece key={piece.at} piece={piece} />);
}

function Piece({ piece }: { piece: RunbookPiece }) {
  switch (piece.kind) {
    case "text":
      return piece.text;
    case "strong":
      return <b className="font-semibold">{piece.text}</b>;
    case "code":
      return <code className="break-words rounded-sm bg-sunken px-1 font-mono text-xs">{piece.text}</code>;
    case "alarm":
      return (
        <a href={`#${piece.anchor}`} className="text-accent underline">
          {piece.text}
        </a>
      );
  }
}
