namespace ConvosoConnect.Sdk.Tests.Architecture.Planted.Cellar;

internal interface ICellarItem;
