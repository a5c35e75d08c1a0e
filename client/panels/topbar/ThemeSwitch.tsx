import { Menu, useMantineColorScheme } from "@mantine/core";
import { IconCheck, IconDeviceDesktop, IconMoon, IconSun } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { MenuButton } from "../../ui/MenuButton.tsx";

const icons = { auto: IconDeviceDesktop, light: IconSun, dark: IconMoon } as const;
const schemes = ["auto", "light", "dark"] as const;

export function ThemeSwitch() {
  const { t } = useTranslation();
  // To hold transitions still it would write a style into the page, which the security policy forbids.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return (
    <MenuButton icon={icons[colorScheme]} label={t("topbar.theme")} testId="theme-switch">
      {schemes.map((scheme) => {
        const Icon = icons[scheme];
        const isChosen = scheme === colorScheme;
        return (
          <Menu.Item
            key={scheme}
            role="menuitemradio"
            aria-checked={isChosen}
            leftSection={<Icon size={16} aria-hidden />}
            rightSection={isChosen ? <IconCheck size={14} aria-hidden /> : null}
            data-testid={`theme-${scheme}`}
            onClick={() => setColorScheme(scheme)}
          >
            {t(`topbar.themes.${scheme}`)}
          </Menu.Item>
        );
      })}
    </MenuButton>
  );
}
