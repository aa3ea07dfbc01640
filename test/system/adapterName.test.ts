import { describe, expect, it } from 'vitest';
import { adapterName, type DevicesOfSystem } from '../../src-main/system/adapterName.ts';

const linux: DevicesOfSystem = { platform: 'linux', cpu: 'AMD EPYC', nvidiaCards: [] };
const windows: DevicesOfSystem = { ...linux, platform: 'win32' };

/** As Vulkan's loader 1.4 writes it: both devices are listed, and one is opened. */
const vulkan = `
[Vulkan Loader] INFO | DRIVER:       Sorted order:
[Vulkan Loader] INFO | DRIVER:             [0] NVIDIA RTX A2000
[Vulkan Loader] INFO | DRIVER:             [1] llvmpipe (LLVM 19.1.7, 256 bits)
[Vulkan Loader] DRIVER:            <Device>
[Vulkan Loader] DRIVER:                Using "NVIDIA RTX A2000" with driver: "libGLX_nvidia.so.0"
`;

/** As the runtime 1.30 writes it on a laptop with two graphics processors. */
const direct3d = `
2026-11-26 21:46:17 [I:onnxruntime:onnxruntime-node, device_discovery_common.cc:34 operator()] Discovered OrtHardwareDevice {vendor_id:0x8086, device_id:0x0, vendor:GenuineIntel, type:0, metadata: [Description=13th Gen Intel(R) Core(TM) i7, ]}
2026-11-26 21:46:17 [I:onnxruntime:onnxruntime-node, device_discovery_common.cc:34 operator()] Discovered OrtHardwareDevice {vendor_id:0x8086, device_id:0xa7a0, vendor:Intel Corporation, type:1, metadata: [Description=Intel(R) Iris(R) Xe Graphics, DxgiAdapterNumber=0, DxgiVideoMemory=128 MB, DxgiHighPerformanceIndex=1, Discrete=0, ]}
2026-11-26 21:46:17 [I:onnxruntime:onnxruntime-node, device_discovery_common.cc:34 operator()] Discovered OrtHardwareDevice {vendor_id:0x10de, device_id:0x25b8, vendor:NVIDIA, type:1, metadata: [DxgiHighPerformanceIndex=0, Description=NVIDIA RTX A2000, Laptop GPU, DxgiAdapterNumber=1, Discrete=1, ]}
`;

const card = (model: string): string => `Model: \t\t ${model}\nIRQ:   \t\t 120\n`;

describe('the name of a device', () => {
  it('of the CPU is what the system says', () => {
    expect(adapterName('cpu', '', linux)).toBe('AMD EPYC');
    expect(adapterName('coreml', '', { ...linux, platform: 'darwin', cpu: 'Apple M4' })).toBe('Apple M4');
    expect(adapterName('webgpu', '', { ...linux, platform: 'darwin', cpu: 'Apple M4' })).toBe('Apple M4');
    expect(adapterName('coreml', '', linux)).toBeUndefined();
  });

  it('under Vulkan is that of the device which was opened', () => {
    expect(adapterName('webgpu', vulkan, linux)).toBe('NVIDIA RTX A2000');
    expect(adapterName('webgpu', 'Warning: vkCreateInstance: Found no drivers!', linux)).toBeUndefined();
  });

  it('under Direct3D is the fastest for WebGPU and the first for DirectML', () => {
    expect(adapterName('webgpu', direct3d, windows)).toBe('NVIDIA RTX A2000, Laptop GPU');
    expect(adapterName('dml', direct3d, windows)).toBe('Intel(R) Iris(R) Xe Graphics');
    const unordered = direct3d.replaceAll(/Dxgi\w+=\d+/g, 'x=7');
    expect(adapterName('dml', unordered, windows)).toBeUndefined();
  });

  it('under CUDA is what the driver says, unless there are several kinds', () => {
    expect(adapterName('cuda', '', { ...linux, nvidiaCards: [card('NVIDIA L4'), card('NVIDIA L4')] })).toBe(
      'NVIDIA L4',
    );
    expect(
      adapterName('cuda', '', { ...linux, nvidiaCards: [card('NVIDIA L4'), card('NVIDIA T4')] }),
    ).toBeUndefined();
  });
});
