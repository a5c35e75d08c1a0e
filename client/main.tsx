import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./App.tsx";
import { startI18n } from "./i18n/index.ts";
import { Theme } from "./theme/Theme.tsx";

startI18n();
const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Theme>
        <App />
      </Theme>
    </StrictMode>,
  );
}
