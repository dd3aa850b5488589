using ConvosoConnect.Sdk.Conformance;
#if (code)
using ConvosoConnect.Sdk.Integrators;
#else
using ConvosoConnect.Sdk.Integrators;
using ConvosoConnect.Sdk.Integrators.Declared;
#endif
using Xunit;

namespace VendorName.Tests;
