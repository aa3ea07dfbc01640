import type { MenuItemConstructorOptions } from 'electron';

/** The few entries a system expects; everything else is in the page, within reach of the keyboard. */
export function menuTemplate(development: boolean, platform: NodeJS.Platform): MenuItemConstructorOptions[] {
  const separator: MenuItemConstructorOptions = { type: 'separator' };
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    separator,
    { role: 'togglefullscreen' },
  ];
  const tools: MenuItemConstructorOptions[] = [separator, { role: 'reload' }, { role: 'toggleDevTools' }];
  return [
    ...(platform === 'darwin' ? [{ role: 'appMenu' } satisfies MenuItemConstructorOptions] : []),
    {
      label: '&File',
      submenu: [platform === 'darwin' ? { role: 'close' } : { role: 'quit', label: '&Quit' }],
    },
    // Without it, the keys for copy and paste do nothing on macOS.
    { role: 'editMenu' },
    { label: '&View', submenu: development ? [...view, ...tools] : view },
  ];
}
