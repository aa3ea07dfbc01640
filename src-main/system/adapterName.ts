import type { Provider } from '../compute/runtime.ts';

/** What the system itself tells of its devices. */
export interface DevicesOfSystem {
  readonly platform: NodeJS.Platform;
  readonly cpu: string | undefined;
  /** What the NVIDIA driver says of each card: /proc/driver/nvidia/gpus/…/information. */
  readonly nvidiaCards: readonly string[];
}

/**
 * The name of the device that a provider computed on. The runtime has no call for it; it is read from what native code
 * wrote while it was looking: Vulkan's loader names the device that it opened, and on Windows the runtime lists the
 * devices that Direct3D has.
 *
 * @param log the error output of a probe
 */
export function adapterName(
  provider: Provider,
  log: string,
  { platform, cpu, nvidiaCards }: DevicesOfSystem,
): string | undefined {
  switch (provider) {
    case 'cpu':
      return cpu;
    case 'cuda':
      return theOne(nvidiaCards.map((text) => /^Model:\s*(.+)$/m.exec(text)?.[1]));
    // On Apple's chips the graphics processor has the name of the whole.
    case 'coreml':
      return platform === 'darwin' ? cpu : undefined;
    case 'webgpu':
      if (platform === 'darwin') return cpu;
      return openedByVulkan(log) ?? listedByDirect3d(log, 'DxgiHighPerformanceIndex');
    case 'dml':
      return listedByDirect3d(log, 'DxgiAdapterNumber');
  }
}

/** `[Vulkan Loader] DRIVER:   Using "Name" with driver: "path"`, of the last device that was opened. */
function openedByVulkan(log: string): string | undefined {
  return [...log.matchAll(/\[Vulkan Loader\].*Using "(.+)" with driver/g)].at(-1)?.[1];
}

/**
 * `Discovered OrtHardwareDevice {…, type:1, metadata: [Description=Name, DxgiAdapterNumber=0, …]}`. WebGPU asks for
 * the fastest device, DirectML takes the system's first.
 */
function listedByDirect3d(
  log: string,
  index: 'DxgiHighPerformanceIndex' | 'DxgiAdapterNumber',
): string | undefined {
  const devices = [...log.matchAll(/Discovered OrtHardwareDevice \{.*?type:1, metadata: \[(.*?)\]\}/g)].map(
    ([, metadata = '']) => ({
      name: /(?:^|, )Description=(.+?)(?:, \w+=|, $|$)/.exec(metadata)?.[1],
      isFirst: new RegExp(`\\b${index}=0\\b`).test(metadata),
    }),
  );
  const first = devices.find(({ isFirst }) => isFirst);
  return first?.name ?? theOne(devices.map(({ name }) => name));
}

/** Which of several it was is not told, so it is named only where they are of one kind. */
function theOne(names: readonly (string | undefined)[]): string | undefined {
  const kinds = new Set(names);
  return kinds.size === 1 ? names[0] : undefined;
}
