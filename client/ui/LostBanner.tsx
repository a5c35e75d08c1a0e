import { IconPlugConnectedX } from "@tabler/icons-react";
import classes from "./LostBanner.module.css";

interface LostBannerProps {
  readonly isLost: boolean;
  /** That what is seen may be old. */
  readonly text: string;
}

/** Under a page's head while the server is away. The live region stays, so that its words are heard. */
export function LostBanner({ isLost, text }: LostBannerProps) {
  return (
    <output className={classes["region"]}>
      {isLost && (
        <span className={classes["banner"]} data-testid="stale-banner">
          <IconPlugConnectedX size={18} aria-hidden />
          {text}
        </span>
      )}
    </output>
  );
}
