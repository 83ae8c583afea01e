/**
 * OpenCL devices: the binding to the driver, devices and their facts, memory, the queue, and kernels printed as OpenCL C. Nothing is loaded
 * before somebody asks for a device.
 */
@NullMarked
package dev.vecgrad.opencl;

import org.jspecify.annotations.NullMarked;
