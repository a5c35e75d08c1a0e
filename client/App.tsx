import { useEffect } from "react";
import { useShortcuts } from "./actions/use-shortcuts.ts";
import { Canvas } from "./canvas/Canvas.tsx";
import { connection } from "./connection.ts";
import { Dock } from "./panels/Dock.tsx";
import { Inspector } from "./panels/Inspector.tsx";
import { AboutNote } from "./panels/gallery/AboutNote.tsx";
import { GalleryPage } from "./panels/gallery/GalleryPage.tsx";
import { LabsPage } from "./panels/LabsPage.tsx";
import { TopBar } from "./panels/TopBar.tsx";
import { navigate, useRoute } from "./route.ts";
import { useStore } from "./store.ts";
import { BuildingOverlay } from "./ui/BuildingOverlay.tsx";
import { CommandPalette } from "./ui/CommandPalette.tsx";
import { FailedLab } from "./ui/FailedLab.tsx";
import { Problems } from "./ui/Problems.tsx";
import { RefusedNotice } from "./ui/RefusedNotice.tsx";
import { ShortcutsHelp } from "./ui/ShortcutsHelp.tsx";
import { UnauthorizedPage } from "./ui/UnauthorizedPage.tsx";
import { useUi } from "./ui-state.ts";
import classes from "./App.module.css";

export function App() {
  const route = useRoute();
  const isUnauthorized = useStore((state) => state.connection === "unauthorized");
  useShortcuts();
  if (isUnauthorized) return <UnauthorizedPage />;
  return (
    <>
      {route.page === "lab" ? (
        <LabPage key={route.lab} id={route.lab} about={route.about} />
      ) : (
        <>
          {route.page === "labs" ? <LabsPage /> : <GalleryPage />}
          <Problems />
        </>
      )}
      <CommandPalette />
      <ShortcutsHelp />
      <Announcer />
    </>
  );
}

interface LabPageProps {
  readonly id: string;
  readonly about: string | null;
}

function LabPage({ id, about }: LabPageProps) {
  const name = useStore((state) => state.lab?.name);
  useEffect(() => {
    connection.open(id);
    // Deleted by somebody, or never there: the connection gave up by itself.
    const stop = useStore.subscribe((state) => (state.connection === "idle" ? navigate("/") : undefined));
    return () => {
      stop();
      connection.close();
    };
  }, [id]);
  useEffect(() => {
    document.title = name === undefined ? "Vethlab" : `${name} – Vethlab`;
    return () => {
      document.title = "Vethlab";
    };
  }, [name]);
  return (
    <div className={classes["lab"]}>
      <TopBar />
      <div className={classes["middle"]}>
        <div className={classes["left"]}>
          <main className={classes["canvas"]}>
            <Canvas />
            <BuildingOverlay />
            <FailedLab />
            <RefusedNotice />
            <AboutNote about={about} />
          </main>
          <Dock />
        </div>
        <Inspector />
      </div>
    </div>
  );
}

/** What happened, for those who do not see it. The number makes the same words new. */
function Announcer() {
  const { text, number } = useUi((ui) => ui.announcement);
  return (
    <output className={classes["announcer"]} aria-live="polite" data-testid="announcer">
      <span key={number}>{text}</span>
    </output>
  );
}
